# shellcheck shell=bash
# Messages in the reader's language, by gettext(1).
#
# The translations are in locale/LANGUAGE.po; make turns them into what gettext
# reads. Without it, or in another language, the messages are English.

messages=${BASH_SOURCE[0]%/*}/locale
locales=$messages/zh_CN
[[ -e $locales/zh_CN.UTF-8 ]] || locales=''

# What tools print must not depend on the language, so scripts that set a locale for
# them keep the reader's here.
export KIT_LANGUAGE=${KIT_LANGUAGE-${LC_ALL:-${LC_MESSAGES:-${LANG-}}}}

# bash complains whenever it meets an LC_ALL that is not installed; of LANG it does not.
if [[ ${LC_ALL-C} != C* && -n $(locale 2>&1 >/dev/null) ]]; then
  export LANG=$LC_ALL
  unset LC_ALL
fi

# is_translated: the reader's language is one that we have. Messages, pages and hints go by
# this alone, so that nobody reads two languages at a time.
is_translated() {
  [[ $KIT_LANGUAGE == zh* && -e $messages/zh_CN/LC_MESSAGES/six-namespaces.mo ]] &&
    hash gettext 2>&-
}

# text FORMAT [ARGUMENT]...: print the line FORMAT, translated, with ARGUMENTs as
# printf(1) does. gettext wants a locale of the language, which may not be installed:
# make gives the one that always is, C.UTF-8, its name, in a directory for $LOCPATH, see
# locale(7). (C.UTF-8 itself will not do: seen with glibc 2.41, it ignores LANGUAGE.)
text() {
  local format=$1
  if is_translated; then
    format=$(LOCPATH=$locales LC_ALL=zh_CN.UTF-8 LANGUAGE=zh_CN TEXTDOMAINDIR=$messages \
      gettext six-namespaces "$1")
  fi
  # shellcheck disable=SC2059 # a format it is
  printf -- "$format\n" "${@:2}"
}

# in_language PAGE.md: print the path of that page in the reader's language.
in_language() { if is_translated; then echo "${1%.md}.zh-CN.md"; else echo "$1"; fi; }

# printable TEXT: print TEXT in one line that drives no terminal.
printable() { printf '%s\n' "${1//[[:cntrl:]]/?}" | "${BASH_SOURCE[0]%/*}/clean_text"; }
