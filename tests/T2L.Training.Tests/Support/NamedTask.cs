using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Support;

/// <summary>A task that has a name and descriptions, and no examples.</summary>
internal sealed class NamedTask(string id, bool hasUnseenWordings = true) : LearningTask
{
    public override string Id => id;

    public override bool HasUnseenWordings => hasUnseenWordings;

    public override string Describe(Random random, Wording wording) =>
        $"{string.Join(' ', Enumerable.Repeat(id, 5))} {(hasUnseenWordings ? wording : Wording.Training)} {random.Next(100)}";

    public override TokenizedExample Draw(Random random, Split split) => throw new NotSupportedException();
}
