using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The base alone; the prompt may say what is wanted.</summary>
/// <param name="name">What the method is called.</param>
/// <param name="questions">What is asked.</param>
/// <param name="examiner">Asks it.</param>
internal abstract class PromptMethod(MethodName name, Questionnaire questions, Examiner examiner) : IEvaluationMethod
{
    public MethodName Name => name;

    public abstract bool ReadsDescriptions { get; }

    public abstract double Cost { get; }

    protected Questionnaire Questions => questions;

    public bool Covers(EvaluationSplit split, TaskDefinition task) => true;

    public IReadOnlyList<TaskScore> Score(IReadOnlyList<TaskDefinition> tasks, Wording wording) => TaskScore.Mean(
        [.. Enumerable.Range(0, questions.Wordings).Select(draw => examiner.Ask([.. tasks.Select(task => Prompts(task, wording, draw))]))]);

    /// <summary>The prompts of a task's inputs.</summary>
    protected abstract IReadOnlyList<TokenizedExample> Prompts(TaskDefinition task, Wording wording, int draw);
}
