# shellcheck shell=bash
# Does the virtual machine serve? It says itself what it lacks; the rest is a processor's
# help (KVM), or patience.
#
# Sources: qemu(1) (-accel), Documentation/virt/kvm/api.rst in the Linux source.
#
# shellcheck disable=SC2034,SC2154 # virtual_machine and verify are the doctor's

# answer_virtual_machine: set $virtual_machine to yes, slow (without KVM) or no.
answer_virtual_machine() {
  local words
  virtual_machine=no
  [[ -x $verify/vm/machine ]] || return 0
  if ! words=$("$verify/vm/machine" --lacks 2>&1 </dev/null); then
    finding virtual_machine virtual_machine
    cause 'there is no virtual machine: %s' "${words##*$'\n'}"
    cure_command 'sh verify/setup vm'
  elif { : <>/dev/kvm; } 2>/dev/null; then
    virtual_machine=yes
  else
    virtual_machine=slow
  fi
}
