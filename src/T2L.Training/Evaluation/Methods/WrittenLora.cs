using T2L.Adapters.Lora;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The LoRA that a hypernetwork writes from a text.</summary>
/// <param name="name">What the method is called.</param>
/// <param name="text">Which text it is given.</param>
/// <param name="generator">The hypernetwork.</param>
/// <param name="encoder">Embeds texts.</param>
/// <param name="model">The base model's sizes.</param>
/// <param name="questions">What is asked.</param>
/// <param name="examiner">Asks it.</param>
internal sealed class WrittenLora(MethodName name, TextGiven text, LoraGenerator generator, TextEncoder encoder, ModelConfig model, Questionnaire questions, Examiner examiner)
    : AdapterMethod<LoraAdapter>(name, ServedAdapters.Loader(model), questions, examiner)
{
    public override bool ReadsDescriptions => true;

    // A text of another task says as little about a task in training wordings as in others: once is enough.
    public override bool Covers(EvaluationSplit split, TaskDefinition task) => text == TextGiven.Own || split.Name != EvaluationSplit.Seen;

    protected override IReadOnlyList<LoraAdapter> Adapters(IReadOnlyList<TaskDefinition> tasks, Wording wording, int draw) =>
        generator.Generate(encoder.Embed([.. tasks.Select(task => Questions.Text(text, task, wording, draw))]));
}

/// <summary>Which text a hypernetwork is given.</summary>
internal enum TextGiven
{
    /// <summary>A description of the task.</summary>
    Own,

    /// <summary>A description of another task.</summary>
    OtherTask,

    /// <summary>Letters struck at random.</summary>
    Random,
}
