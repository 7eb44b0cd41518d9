// by_the_book: the notes' program, in their language and to the letter: nothing
// is made private, and the last lab writes no mapping. Its own name, such as
// lab03_pid, says which lab it is.
package main

import (
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

func main() {
	flags := []uintptr{
		syscall.CLONE_NEWUTS, syscall.CLONE_NEWIPC, syscall.CLONE_NEWPID,
		syscall.CLONE_NEWNS, syscall.CLONE_NEWUSER, syscall.CLONE_NEWNET,
	}
	lab := int(filepath.Base(os.Args[0])[4] - '0')

	shell := exec.Command("sh")
	shell.SysProcAttr = &syscall.SysProcAttr{}
	for _, flag := range flags[:lab] {
		shell.SysProcAttr.Cloneflags |= flag
	}
	if lab == 5 {
		shell.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 10000, HostID: 0, Size: 1}}
		shell.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 10000, HostID: 0, Size: 1}}
	}
	shell.Stdin, shell.Stdout, shell.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := shell.Run(); err != nil {
		log.Fatal(err)
	}
}
