namespace T2L.Registry.Blobs;

/// <summary>The store of the bytes does not do what it is asked. The message is one line: what, where, what it said, what to look at.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">What a lower layer said.</param>
public sealed class BlobStoreException(string message, Exception? inner = null) : Exception(message, inner);
