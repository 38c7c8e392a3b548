namespace T2L.Training.Evaluation;

/// <summary>Which of the tasks that training never met are measured.</summary>
public enum EvaluationSets
{
    /// <summary>The sets that results are reported on; nothing may be chosen by looking at them.</summary>
    Reported,

    /// <summary>The sets that settings are chosen by.</summary>
    Validation,
}
