namespace T2L.Training.Running;

/// <summary>How a run of the loop ended.</summary>
/// <param name="Steps">Optimiser steps done; fewer than planned where it ended early.</param>
/// <param name="Seconds">Time it took, that before stops included.</param>
/// <param name="Measured">What the final weights were measured at; null where a run measures nothing.</param>
internal sealed record TrainingOutcome(int Steps, double Seconds, Measurement? Measured);
