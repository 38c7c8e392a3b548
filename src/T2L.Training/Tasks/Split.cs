namespace T2L.Training.Tasks;

/// <summary>Which part of the inputs an example is drawn from.</summary>
public enum Split
{
    /// <summary>Inputs that training may see: about nine of ten.</summary>
    Training,

    /// <summary>Inputs kept apart for measuring; none of them is ever a training input.</summary>
    Test,
}
