using T2L.Adapters;
using T2L.Svf.Decomposition;

namespace T2L.Inference.Adapters;

/// <summary>Opens a decomposition only where it is that of the base model that is served.</summary>
internal static class DecompositionChoice
{
    /// <summary>Opens a decomposition and compares whose it is.</summary>
    /// <exception cref="AdapterFormatException">It cannot be used, or is another base model's.</exception>
    public static StoredDecomposition Open(string folder, string model, Digest digest)
    {
        var stored = StoredDecomposition.Open(folder);
        if (stored.Manifest.BaseDigest == digest)
            return stored;
        var found = stored.Manifest;
        stored.Dispose();
        throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
            $"The decomposition in '{folder}' is of '{found.BaseModel}' ({found.BaseDigest}); '{model}' is {digest}. Set Inference:Decomposition to one of '{model}', or make one: ./t2l svf decompose.");
    }
}
