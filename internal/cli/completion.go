package cli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// wordsOfLine parts the line into words without the package that the script for bash
// builds on otherwise: of what bash parts, = and : and @ belong to a word.
const wordsOfLine = `    COMPREPLY=()
    words=()
    local rest=$COMP_LINE i word gap
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        gap=${rest%%[![:space:]]*}
        rest=${rest#"$gap"}
        rest=${rest#"$word"}
        if [[ $i -gt 0 && -z $gap && ( $word == [=:@]* || ${words[${#words[@]}-1]} == *[=:@] ) ]]; then
            words[${#words[@]}-1]+=$word
        else
            words+=("$word")
        fi
    done
    cword=$((${#words[@]}-1))
    cur=${words[cword]}
    prev=${words[cword-1]-}
`

// quotedAll quotes what is offered in a list: bash puts in what all begin with as it is.
const quotedAll = `__authzx_quote_all()
{
    local tab=$'\t' ci value quoted
    for ci in ${!COMPREPLY[*]}; do
        value=${COMPREPLY[ci]%%$tab*}
        printf -v quoted "%q" "$value"
        COMPREPLY[ci]=$quoted${COMPREPLY[ci]:${#value}}
        if ((${#quoted}>longest)); then
            longest=${#quoted}
        fi
    done
}

# Takes off what bash holds for words of their own before the one that it completes.
__authzx_behind_breaks()
{
    local breaks=${COMP_WORDBREAKS//[^=:@]/} before idx
    [[ -n $breaks ]] || return
    before=${cur%"${cur##*[$breaks]}"}
    before=${before%@} # which stays with what follows it
    for idx in ${!COMPREPLY[*]}; do
        COMPREPLY[idx]=${COMPREPLY[idx]#"$before"}
    done
}

`

// bashParts are places in the script for bash that the library writes, and what stands
// there instead.
func bashParts() [][2]string {
	const format, one, special = "        # Format the descriptions\n", `            COMPREPLY[0]=$(printf "%q" "${COMPREPLY[0]}")` + "\n        fi\n", "__authzx_handle_special_char()\n"
	return [][2]string{
		{"    COMPREPLY=()\n    _get_comp_words_by_ref \"$@\" cur prev words cword\n", wordsOfLine},
		{"        _init_completion -n =: || return\n", "        _init_completion -n =:@ || return\n"},
		{format, "        __authzx_quote_all\n" + format},
		{one, strings.TrimSuffix(one, "        fi\n") + "        else\n            local longest=0\n            __authzx_quote_all\n        fi\n"},
		{special, quotedAll + special},
		{"    __authzx_handle_special_char \"$cur\" :\n    __authzx_handle_special_char \"$cur\" =\n", "    __authzx_behind_breaks\n"},
	}
}

// bashScript is the library's script for bash, with parts of names quoted.
func bashScript(root *cobra.Command, descriptions bool) (string, error) {
	var out bytes.Buffer
	if err := root.GenBashCompletionV2(&out, descriptions); err != nil {
		return "", fmt.Errorf("writing the completion: %w", err)
	}
	script := out.String()
	for _, part := range bashParts() {
		if strings.Count(script, part[0]) != 1 {
			return "", fmt.Errorf("writing the completion: it is made otherwise than it was: no %q", part[0])
		}
		script = strings.Replace(script, part[0], part[1], 1)
	}
	return script, nil
}

// quotingInBash gives the command that writes the script for bash our own.
func quotingInBash(completion *cobra.Command) {
	for _, cmd := range completion.Commands() {
		if cmd.Name() != "bash" {
			continue
		}
		cmd.RunE = func(cmd *cobra.Command, _ []string) error {
			plain, err := cmd.Flags().GetBool("no-descriptions")
			if err != nil {
				return err
			}
			script, err := bashScript(cmd.Root(), !plain)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(cmd.OutOrStdout(), script)
			return err
		}
	}
}
