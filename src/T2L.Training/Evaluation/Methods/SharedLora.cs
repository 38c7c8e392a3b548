using T2L.Adapters.Peft;
using T2L.Models;
using T2L.Models.Lora;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>One LoRA trained on all training tasks together: what a single adapter can do for everybody.</summary>
internal sealed class SharedLora : IEvaluationMethod, IDisposable
{
    private readonly DeviceAdapter _adapter;
    private readonly IProjectionAdapter _rows;
    private readonly Questionnaire _questions;
    private readonly Examiner _examiner;

    public SharedLora(string folder, ModelConfig model, Questionnaire questions, Examiner examiner)
    {
        _adapter = DeviceAdapter.Load(PeftDirectory.Read(folder), model, name: folder);
        _rows = BatchAdapters.For([_adapter])!;
        (_questions, _examiner) = (questions, examiner);
    }

    public MethodName Name { get; } = new("multitask_lora", "multi-task LoRA", MethodGroup.Baseline);

    public bool ReadsDescriptions => false;

    public double Cost => 1;

    public bool Covers(EvaluationSplit split, TaskDefinition task) => true;

    public IReadOnlyList<TaskScore> Score(IReadOnlyList<TaskDefinition> tasks, Wording wording) => TaskScore.Mean(
        [.. Enumerable.Range(0, _questions.Wordings).Select(draw => _examiner.Ask([.. tasks.Select(task => _questions.Inputs(task, draw).Select(_questions.Layout.Neutral).ToList())], _rows))]);

    public void Dispose()
    {
        (_rows as IDisposable)?.Dispose();
        _adapter.Dispose();
    }
}
