namespace T2L.Training.Running;

/// <summary>Where a long run stands, reported about once a second.</summary>
/// <param name="Stage">What is being trained, for instance <c>train sft</c>.</param>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Steps">Optimiser steps in all.</param>
/// <param name="Loss">Training loss, averaged over the steps since the last report.</param>
/// <param name="ExamplesPerSecond">Examples trained a second, of late.</param>
/// <param name="Elapsed">Time since this process began or resumed.</param>
/// <param name="Remaining">Time left at the rate of late.</param>
/// <param name="Note">A measurement worth a line of its own, for instance a validation accuracy.</param>
public sealed record TrainingProgress(
    string Stage, int Step, int Steps, double Loss, double ExamplesPerSecond, TimeSpan Elapsed, TimeSpan Remaining, string? Note = null);
