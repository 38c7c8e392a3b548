using T2L.Adapters.Svf;
using T2L.Embedding;
using T2L.Hypernetwork.Experts;
using T2L.Svf.Serving;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The SVF expert that a hypernetwork writes from a text.</summary>
/// <param name="name">What the method is called.</param>
/// <param name="text">Which text it is given.</param>
/// <param name="generator">The hypernetwork.</param>
/// <param name="encoder">Embeds texts.</param>
/// <param name="decomposition">The base's singular vectors.</param>
/// <param name="questions">What is asked.</param>
/// <param name="examiner">Asks it.</param>
internal sealed class WrittenExpert(
    MethodName name, TextGiven text, ExpertGenerator generator, TextEncoder encoder, ServedDecomposition decomposition, Questionnaire questions, Examiner examiner)
    : AdapterMethod<SvfExpert>(name, ServedExperts.Loader(decomposition), questions, examiner)
{
    public override bool ReadsDescriptions => true;

    // As for LoRAs: a text of another task is asked about once.
    public override bool Covers(EvaluationSplit split, TaskDefinition task) => text == TextGiven.Own || split.Name != EvaluationSplit.Seen;

    protected override IReadOnlyList<SvfExpert> Adapters(IReadOnlyList<TaskDefinition> tasks, Wording wording, int draw) =>
        generator.Generate(encoder.Embed([.. tasks.Select(task => Questions.Text(text, task, wording, draw))]));
}
