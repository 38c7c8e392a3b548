using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>A task of the nano suite, laid out for the nano models: endless examples, their slots neutral.</summary>
/// <param name="definition">The task.</param>
/// <param name="layout">Turns examples into tokens.</param>
internal sealed class NanoTask(TaskDefinition definition, NanoLayout layout) : LearningTask
{
    public override string Id => definition.Id;

    public override string Describe(Random random, Wording wording) => definition.Describe(random, wording);

    public override TokenizedExample Draw(Random random, Split split) => layout.Neutral(definition.Sample(random, split));
}
