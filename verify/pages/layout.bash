# shellcheck shell=bash
# shellcheck disable=SC2154 # verify is the script's that sources this
# A piece of a README, in Markdown, as it looks on a terminal: lines and pages of its
# size, without the marks that are for a browser.

# shellcheck source=verify/lib/columns.bash
source "${BASH_SOURCE[0]%/*}/../lib/columns.bash"

# What makes a terminal show as bold what is between; nothing, where that is not
# wanted (no-color.org).
bold=('' '')
[[ ! -t 1 || -n ${NO_COLOR-} || ${TERM-dumb} == dumb ]] || bold=($'\e[1m' $'\e[0m')

# lay_out COLUMNS TEXT: set the array $blocks to the paragraphs, list items, tables,
# pictures and code of TEXT, in lines of at most so many columns. A heading is in one
# block with what follows it. $gaps says "yes" where an empty line stands before.
lay_out() {
  local line kind='' indent='' held=() heading='' gap=''
  blocks=() gaps=()
  while IFS= read -r line; do
    if [[ $line == *'```'* ]]; then
      end_block "$1"
      indent=${line%%\`*}
      if [[ $kind == code:* ]]; then kind=''; else kind=code:${line#*'```'}; fi
    elif [[ $kind == code:* ]]; then
      held+=("${line#"$indent"}")
    elif [[ $line != *[!\ ]* ]]; then
      end_block "$1"
      gap=yes kind=''
    else
      line=${line#"${line%%[! ]*}"}
      case $line in
      '#'*) kind=heading ;;
      '|'*) kind=table ;;
      '- '* | [0-9]'. '* | [0-9][0-9]'. '*) end_block "$1" && kind=item ;;
      esac
      held+=("$line")
    fi
  done <<<"$2"
  end_block "$1"
  [[ -z $heading ]] || add_block "$heading"
}

# end_block COLUMNS: what is held is a block.
end_block() {
  local folded=() first='' line block text="${held[*]}"
  ((${#held[@]})) || return 0
  case $kind in
  code:mermaid) lay_out_picture "$1" ;;
  code:*) for line in "${held[@]}"; do break_lines "$1" '  ' '  ' "$line"; done ;;
  table) lay_out_table "$1" ;;
  *)
    [[ $kind != item ]] || first=${text%%[ ]*}' '
    [[ $kind != heading ]] || text="**${text##*'# '}**"
    unmark "${text#"$first"}"
    break_lines "$1" "$first" "${first//?/ }" "$unmarked"
    ;;
  esac
  held=()
  printf -v block '%s\n' "${folded[@]}"
  if [[ $kind == heading ]]; then
    heading+=$block$'\n'
  else
    add_block "$heading$block" "$gap"
    heading=''
  fi
  gap=''
}
add_block() { blocks+=("${1%$'\n'}") gaps+=("${2-}"); }

# unmark TEXT: set $unmarked to TEXT without links' targets and the marks of
# emphasis. Strong text and code become bold; where there is no bold, code stays in
# its quotes.
unmark() {
  local text=${1//'!['/'['} strong='' part link='^(.*)\[([^]]*)\]\([^)]*\)(.*)$'
  while [[ $text =~ $link ]]; do
    text=${BASH_REMATCH[1]}${BASH_REMATCH[2]}${BASH_REMATCH[3]}
  done
  unmarked=''
  while [[ -n $text ]]; do
    if [[ $text =~ ^\`([^\`]*)\`(.*)$ ]]; then
      part=\`${BASH_REMATCH[1]}\` text=${BASH_REMATCH[2]}
      [[ -z ${bold[0]} ]] || part=$bold_on${part:1:-1}$bold_off
    elif [[ $text == '**'* ]]; then
      if [[ -z $strong ]]; then strong=yes part=$bold_on; else strong='' part=$bold_off; fi
      text=${text:2}
    elif [[ $text =~ ^\*([^* ][^*]*)\*(.*)$ ]]; then
      part='' text=${BASH_REMATCH[1]}${BASH_REMATCH[2]}
    else
      part=${text:0:1}
      part+=${text:1} part=${part%%[\`*]*}
      part=${part:-${text:0:1}} text=${text#"$part"}
    fi
    unmarked+=$part
  done
}

# lay_out_picture COLUMNS: the picture that Mermaid draws from what is held, in
# words: a line for each arrow.
lay_out_picture() {
  local line from node left=() right=() i columns width=0
  declare -A label=()
  for line in "${held[@]}"; do
    from=''
    while [[ $line =~ ^\ *([a-z]+)([^\ \"]*\"([^\"]*)\"[^\ ]*)?(.*)$ ]]; do
      node=${BASH_REMATCH[1]} line=${BASH_REMATCH[4]}
      [[ -z ${BASH_REMATCH[3]} ]] || label[$node]=${BASH_REMATCH[3]//'<br/>'/: }
      [[ -z $from ]] || left+=("${label[$from]}") right+=("${label[$node]}")
      from=$node
      [[ $line == ' --> '* ]] || break
      line=${line#' --> '}
    done
  done
  for line in "${left[@]}"; do
    measure "$line"
    ((columns <= width)) || width=$columns
  done
  for i in "${!left[@]}"; do
    pad "$width" "${left[i]}"
    break_lines "$1" '  ' '    ' "$padded → ${right[i]}"
  done
}

# lay_out_table COLUMNS: the table that is held, in columns.
lay_out_table() {
  local line cells widths=() columns text i
  for line in "${held[@]}"; do
    IFS='|' read -r -a cells <<<"${line#|}"
    for i in "${!cells[@]}"; do
      unmark "${cells[i]}" && trim "$unmarked"
      measure "$trimmed"
      ((columns <= ${widths[i]:-0})) || widths[i]=$columns
    done
  done
  for line in "${held[@]}"; do
    [[ $line != '|-'* ]] || continue
    IFS='|' read -r -a cells <<<"${line#|}"
    text=''
    for i in "${!cells[@]}"; do
      unmark "${cells[i]}" && trim "$unmarked"
      pad "${widths[i]}" "$trimmed"
      text+="$padded  "
    done
    trim "$text"
    break_lines "$1" '' '    ' "$trimmed"
  done
}
trim() { trimmed=${1#"${1%%[! ]*}"} trimmed=${trimmed%"${trimmed##*[! ]}"}; }

# paginate LINES: set the array $pages to $blocks on pages of at most so many lines. A
# block begins another page rather than be cut, if it fits there.
paginate() {
  local i line lines sheet=() used
  pages=()
  for i in "${!blocks[@]}"; do
    mapfile -t lines <<<"${blocks[i]}"
    used=${#sheet[@]}
    if ((used && used + ${#lines[@]} + (${#gaps[i]} > 0) > $1)); then
      end_page
    elif ((used)) && [[ -n ${gaps[i]} ]]; then
      sheet+=('')
    fi
    for line in "${lines[@]}"; do
      ((${#sheet[@]} < $1)) || end_page
      sheet+=("$line")
    done
  done
  end_page
}
end_page() {
  local whole
  printf -v whole '%s\n' "${sheet[@]}"
  whole=${whole//$bold_on/${bold[0]}}
  pages+=("${whole//$bold_off/${bold[1]}}")
  sheet=()
}
