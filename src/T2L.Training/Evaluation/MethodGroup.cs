namespace T2L.Training.Evaluation;

/// <summary>What a method is compared as.</summary>
public enum MethodGroup
{
    /// <summary>No trained adapter, or one for everybody.</summary>
    Baseline,

    /// <summary>Adapters trained on the task's own examples.</summary>
    Oracle,

    /// <summary>Adapters written from the task's description.</summary>
    Hypernetwork,

    /// <summary>Adapters written from a text that does not describe the task: these should fail.</summary>
    Control,
}
