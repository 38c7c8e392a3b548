namespace T2L.Training.Tasks;

/// <summary>What a task does to its input: one primitive, or two primitives one after the other. Operations are the families of the suite.</summary>
public sealed class Operation
{
    internal const string Yes = "yes", No = "no";
    private readonly Func<string, string> _apply;

    /// <summary>A primitive operation.</summary>
    internal Operation(string name, InputKind kind, Func<string, string> apply)
    {
        Name = name;
        Kind = kind;
        First = this;
        _apply = apply;
    }

    private Operation(string name, InputKind kind, Func<string, bool> holds) : this(name, kind, input => holds(input) ? Yes : No) => IsQuestion = true;

    private Operation(Operation first, Operation second)
    {
        Name = $"{first.Name}+{second.ShortName}";
        Kind = first.Kind;
        First = first;
        Second = second;
        _apply = input => second.Apply(first.Apply(input));
    }

    /// <summary>The stable name: <c>word.reverse</c>, or <c>word.reverse+upper</c> for a pair.</summary>
    public string Name { get; }

    /// <summary>The name without its kind: <c>reverse</c>.</summary>
    public string ShortName => Name[(Name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>The kind of input it takes.</summary>
    public InputKind Kind { get; }

    /// <summary>The primitive applied first; the operation itself where there is only one.</summary>
    public Operation First { get; }

    /// <summary>The primitive applied to the result of the first, or nothing.</summary>
    public Operation? Second { get; }

    /// <summary>Whether the answer is <c>yes</c> or <c>no</c>. Examples of a question have either answer equally often, or always saying no would look like skill.</summary>
    public bool IsQuestion { get; }

    /// <summary>The right answer to an input of this operation's kind, without any format.</summary>
    public string Apply(string input) => _apply(input);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A primitive operation that answers a question with yes or no.</summary>
    internal static Operation Question(string name, InputKind kind, Func<string, bool> holds) => new(name, kind, holds);

    /// <summary>The operation that applies <paramref name="first"/> and then <paramref name="second"/>.</summary>
    internal static Operation Pair(Operation first, Operation second) => new(first, second);
}
