using T2L.Adapters.Examples.Checking;
using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>A task as recipes see it: descriptions in English, and examples that are token ids already.</summary>
/// <remarks>Recipes know nothing else of a task, so they run on the nano suite as well as on data sets of real models.</remarks>
internal abstract class LearningTask
{
    /// <summary>The stable name; no two tasks of a source share one.</summary>
    public abstract string Id { get; }

    /// <summary>What its answers tell apart, in the order of their letters; empty unless it is the task of a classification expert.</summary>
    public virtual IReadOnlyList<string> Labels => [];

    /// <summary>Draws a description.</summary>
    /// <param name="random">The source of chance; equal sources give equal descriptions.</param>
    /// <param name="wording">The wordings to draw from.</param>
    public abstract string Describe(Random random, Wording wording);

    /// <summary>Whether it has descriptions that training never sees; without them <see cref="Wording.Unseen"/> gives those of training.</summary>
    public virtual bool HasUnseenWordings => true;

    /// <summary>Draws an example.</summary>
    /// <param name="random">The source of chance; equal sources give equal examples.</param>
    /// <param name="split">The part of the examples to draw from.</param>
    public abstract TokenizedExample Draw(Random random, Split split);

    /// <summary>How many different examples a part has; where they are made as they are needed, more than anybody asks for.</summary>
    /// <param name="split">The part.</param>
    public virtual int ExamplesIn(Split split) => int.MaxValue;

    /// <summary>Several descriptions at once, for embedding ahead: drawn ones, unless the task has a list of its own.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="wording">The wordings to take them from.</param>
    public virtual IReadOnlyList<string> Descriptions(int count, Random random, Wording wording) =>
        [.. Enumerable.Range(0, count).Select(_ => Describe(random, wording))];

    /// <summary>Reads what counts off an answer's text; null where the whole answer has to be right, token by token.</summary>
    public virtual IAnswerChecker? Checker => null;

    /// <summary>Whether an answer of a model's own is right.</summary>
    /// <param name="example">What was asked.</param>
    /// <param name="answer">The tokens that were said, the end of sequence included.</param>
    public virtual bool IsRight(TokenizedExample example, IReadOnlyList<int> answer) => answer.SequenceEqual(example.Answer);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
