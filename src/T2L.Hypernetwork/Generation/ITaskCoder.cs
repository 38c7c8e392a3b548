namespace T2L.Hypernetwork.Generation;

/// <summary>Turns task embeddings into the codes that the trunk reads.</summary>
internal interface ITaskCoder : IDisposable
{
    /// <param name="embeddings">Shape [n, E].</param>
    /// <param name="count">Number of descriptions n.</param>
    /// <returns>Shape [n, Z].</returns>
    float[] Encode(ReadOnlySpan<float> embeddings, int count);
}
