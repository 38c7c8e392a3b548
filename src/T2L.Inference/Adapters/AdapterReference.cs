using T2L.Adapters;
using T2L.Contracts;

namespace T2L.Inference.Adapters;

/// <summary>Adapters as requests name them.</summary>
internal static class AdapterReference
{
    /// <summary>Reads a digest.</summary>
    /// <exception cref="InferenceException">The text is none.</exception>
    public static Digest Parse(string digest) => Digest.TryParse(digest, out var parsed)
        ? parsed
        : throw new InferenceException(InferenceError.AdapterNotFound, $"'{digest}' is not the digest of an adapter; expected 'sha256:' and 64 lower-case hexadecimal digits.");
}
