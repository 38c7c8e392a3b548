namespace T2L.Registry.Keys;

/// <summary>There is no such key.</summary>
/// <param name="key">How it was named.</param>
public sealed class UnknownKeyException(string key) : Exception($"There is no key '{key}' that can be used. List them: ./t2l keys list.")
{
}
