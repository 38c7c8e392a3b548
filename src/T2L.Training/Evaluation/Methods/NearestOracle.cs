using System.Globalization;
using T2L.Adapters.Lora;
using T2L.Embedding;
using T2L.Models;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>
/// The oracle of the training task whose description is nearest: retrieval instead of writing. It sees the very description that the
/// hypernetwork sees; what that does better, it does by more than looking up.
/// </summary>
internal sealed class NearestOracle : AdapterMethod<LoraAdapter>
{
    private readonly OracleShelf _shelf;
    private readonly TextEncoder _encoder;
    private readonly TaskCentres _centres;

    /// <param name="shelf">The oracles.</param>
    /// <param name="training">Training tasks; those with an oracle are looked at.</param>
    /// <param name="encoder">Embeds descriptions.</param>
    /// <param name="model">The base model's sizes.</param>
    /// <param name="questions">What is asked.</param>
    /// <param name="examiner">Asks it.</param>
    public NearestOracle(OracleShelf shelf, IReadOnlyList<TaskDefinition> training, TextEncoder encoder, ModelConfig model, Questionnaire questions, Examiner examiner)
        : base(new("nearest_oracle", Label(shelf.Count(training), training.Count), MethodGroup.Oracle), ServedAdapters.Loader(model), questions, examiner)
    {
        (_shelf, _encoder) = (shelf, encoder);
        _centres = TaskCentres.Of([.. training.Where(task => shelf.Has(task.Id))], Wording.Training, questions, encoder);
    }

    public override bool ReadsDescriptions => true;

    public override bool Covers(EvaluationSplit split, TaskDefinition task) => !split.IsTrained && _centres.Tasks.Count > 0;

    // With few oracles it has few to choose from, and that is another method.
    private static string Label(int oracles, int training) => oracles == training
        ? "oracle of the nearest training task"
        : string.Create(CultureInfo.InvariantCulture, $"oracle of the nearest of {oracles} training tasks");

    protected override IReadOnlyList<LoraAdapter> Adapters(IReadOnlyList<TaskDefinition> tasks, Wording wording, int draw) =>
        [.. TaskCentres.Embed(_encoder, [.. tasks.Select(task => Questions.Own(task, wording, draw))]).Select(embedding => _shelf.Of(_centres.Nearest(embedding).Id))];
}
