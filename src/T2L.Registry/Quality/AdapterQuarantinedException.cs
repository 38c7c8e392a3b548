namespace T2L.Registry.Quality;

/// <summary>A version failed a check and is neither served nor promoted. The message is the sentence for the caller.</summary>
/// <param name="adapter">Name and number.</param>
public sealed class AdapterQuarantinedException(string adapter) : Exception(
    $"Adapter '{adapter}' is quarantined: it failed a check, and is not served, promoted or mixed. GET /v1/adapters/{{reference}}/checks or ./t2l adapters checks says which; who may approve can release it.")
{
}

/// <summary>A version is to be released that is not quarantined. Nothing was changed.</summary>
/// <param name="adapter">Name and number.</param>
/// <param name="status">What it is.</param>
public sealed class NotQuarantinedException(string adapter, CheckStatus status) : Exception($"Adapter '{adapter}' is {status.NameOf()}, not quarantined. Nothing was changed.")
{
}
