using T2L.Adapters.Svf;
using T2L.Svf.Serving;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The SVF expert that was trained on the task's own examples; as controls another task's, and its own with the numbers of each matrix shuffled.</summary>
internal sealed class TrainedExpert(ExpertGiven given, ExpertShelf shelf, ServedDecomposition decomposition, Questionnaire questions, Examiner examiner)
    : AdapterMethod<SvfExpert>(NameOf(given), ServedExperts.Loader(decomposition), questions, examiner)
{
    public override bool ReadsDescriptions => false;

    public override bool Covers(EvaluationSplit split, TaskDefinition task) => shelf.Has(task.Id);

    protected override IReadOnlyList<SvfExpert> Adapters(IReadOnlyList<TaskDefinition> tasks, Wording wording, int draw) =>
        [.. tasks.Select(task => given switch
        {
            ExpertGiven.OtherTask => shelf.OfAnother(task.Id, draw),
            ExpertGiven.Shuffled => shelf.Shuffled(task.Id, draw),
            _ => shelf.Of(task.Id),
        })];

    private static MethodName NameOf(ExpertGiven given) => given switch
    {
        ExpertGiven.OtherTask => new("svf_other_task", "SVF expert of another task", MethodGroup.Control),
        ExpertGiven.Shuffled => new("svf_shuffled", "SVF expert, numbers shuffled", MethodGroup.Control),
        _ => new("svf_expert", "SVF expert", MethodGroup.Oracle),
    };
}

/// <summary>Which trained expert a task is given.</summary>
internal enum ExpertGiven
{
    /// <summary>Its own.</summary>
    Own,

    /// <summary>One that was trained on another task.</summary>
    OtherTask,

    /// <summary>Its own, with the numbers of each matrix in an order of chance: as strong, but of other directions.</summary>
    Shuffled,
}
