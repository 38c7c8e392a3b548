using T2L.Adapters.Lora;
using T2L.Models;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The LoRA that was trained on the task's own examples: what a written one can hope for.</summary>
internal sealed class OracleLora(OracleShelf shelf, ModelConfig model, Questionnaire questions, Examiner examiner)
    : AdapterMethod<LoraAdapter>(new("oracle", "oracle LoRA", MethodGroup.Oracle), ServedAdapters.Loader(model), questions, examiner)
{
    public override bool ReadsDescriptions => false;

    public override bool Covers(EvaluationSplit split, TaskDefinition task) => shelf.Has(task.Id);

    protected override IReadOnlyList<LoraAdapter> Adapters(IReadOnlyList<TaskDefinition> tasks, Wording wording, int draw) =>
        [.. tasks.Select(task => shelf.Of(task.Id))];
}
