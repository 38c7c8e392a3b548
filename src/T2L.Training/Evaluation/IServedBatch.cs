using T2L.Models;

namespace T2L.Training.Evaluation;

/// <summary>The adapters of a batch's rows, loaded as a worker loads them.</summary>
internal interface IServedBatch : IProjectionAdapter, IDisposable;
