namespace T2L.Training.Running;

/// <summary>The learning rate over a run.</summary>
internal interface ISchedule
{
    /// <summary>Learning rate of a step, counted from 0.</summary>
    double At(int step);
}
