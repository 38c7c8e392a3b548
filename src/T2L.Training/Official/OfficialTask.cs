using T2L.Adapters.Examples.Checking;
using T2L.Training.Benchmarks.Code;
using T2L.Training.Data;
using T2L.Training.Rows;
using T2L.Training.Tasks;

namespace T2L.Training.Official;

/// <summary>A task of a folder: its descriptions as they are listed, its examples read from a data set on this machine.</summary>
/// <param name="folder">Prompt and descriptions.</param>
/// <param name="taught">Descriptions that training sees.</param>
/// <param name="unseen">Descriptions that it does not; the taught ones where there are no others.</param>
/// <param name="rows">Rows of a split; null where the task has none.</param>
/// <param name="writer">Makes tokens of rows.</param>
/// <param name="programs">Runs answers against the tests of their rows; null where nobody asked for it, or answers are no programs.</param>
internal sealed class OfficialTask(
    TaskFolder folder, IReadOnlyList<string> taught, IReadOnlyList<string> unseen, IReadOnlyDictionary<Split, RowRange> rows, ExampleWriter writer, ProgramTests? programs = null) : LearningTask
{
    private readonly Func<Row, Row> _prepare = RowPreparation.Of(folder.Name, folder.DataSet);

    public override string Id => folder.Name;

    public override IAnswerChecker? Checker => programs ?? folder.Checker;

    public override bool HasUnseenWordings => unseen.Count > 0;

    public override int ExamplesIn(Split split) => rows.TryGetValue(split, out var range) ? range.Count : 0;

    public override string Describe(Random random, Wording wording)
    {
        var descriptions = Of(wording);
        return descriptions[random.Next(descriptions.Count)];
    }

    public override IReadOnlyList<string> Descriptions(int count, Random random, Wording wording) => [.. Of(wording).Take(count)];

    public override TokenizedExample Draw(Random random, Split split)
    {
        var range = rows.TryGetValue(split, out var found) ? found : throw new InvalidOperationException($"Task '{Id}' has no {split} examples.");
        return Write(range[random.Next(range.Count)]);
    }

    public override bool IsRight(TokenizedExample example, IReadOnlyList<int> answer) =>
        Checker is { } checker ? checker.IsRight(writer.Text(answer), example.RightAnswer!) : base.IsRight(example, answer);

    /// <summary>Makes an example of the first row of each split, so that a wrong key is found before hours of training.</summary>
    /// <exception cref="DataFormatException">A row lacks what the task's prompt or answer names.</exception>
    public void Check()
    {
        foreach (var range in rows.Values)
            Write(range[0]);
    }

    private TokenizedExample Write(Row row)
    {
        var prepared = _prepare(row);
        var example = writer.Write(folder, prepared);
        return programs is null ? example : example with { RightAnswer = ProgramTests.Of(prepared) };
    }

    private IReadOnlyList<string> Of(Wording wording) => wording == Wording.Training || unseen.Count == 0 ? taught : unseen;
}
