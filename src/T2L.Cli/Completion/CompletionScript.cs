namespace T2L.Cli.Completion;

/// <summary>What a shell sources so that the Tab key completes. The proposals are the program's own: <c>t2l "[suggest:11]" "t2l adapters"</c>.</summary>
internal static class CompletionScript
{
    /// <summary>The script by shell.</summary>
    public static IReadOnlyDictionary<string, string> ByShell { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish };

    // Bash cuts words at : = and @ too and replaces only what stands behind the last of them. The program proposes what contains the word; a shell completes its beginning.
    private const string Bash = """
        # Completion of t2l for bash: source <(./t2l completion bash)
        _t2l() {
            local program=${COMP_WORDS[0]} line point typed cut item
            line="t2l${COMP_LINE#"$program"}"
            point=$((COMP_POINT - ${#program} + 3))
            typed=${line:0:point}
            typed=${typed##*[[:space:]]}
            cut=${typed%"${typed##*[:=@]}"}
            COMPREPLY=()
            while IFS= read -r item; do
                if [[ -n $item && $item == "$typed"* ]]; then COMPREPLY+=("${item#"$cut"}"); fi
            done < <("${program/#\~/$HOME}" "[suggest:$point]" "$line" 2>/dev/null)
        }
        complete -o default -F _t2l t2l ./t2l
        """;

    private const string Zsh = """
        #compdef t2l
        # Completion of t2l for zsh: source <(./t2l completion zsh)
        _t2l() {
            local line="t2l ${(j: :)words[2,CURRENT]}"
            local -a found
            found=("${(@f)$(${~words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)}")
            found=(${(M)found:#?*})
            if (( ${#found} )); then compadd -- $found; else _files; fi
        }
        compdef _t2l t2l ./t2l
        """;

    private const string Fish = """
        # Completion of t2l for fish: ./t2l completion fish | source
        function __t2l_complete
            set -l program (commandline -opc)[1]
            set -l typed (string trim -l -- (commandline -cp))
            set -l line t2l(string sub -s (math (string length -- $program) + 1) -- $typed)
            eval $program '"[suggest:'(string length -- "$line")']"' (string escape -- "$line") 2>/dev/null
        end
        complete -c t2l -a '(__t2l_complete)'
        """;
}
