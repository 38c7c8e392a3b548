namespace T2L.Adapters;

/// <summary>What an adapter changes in a base model.</summary>
public enum AdapterKind
{
    /// <summary>Adds B·A to weights: <c>lora</c>.</summary>
    Lora,

    /// <summary>Re-weighs the singular values of weights: <c>svf</c>.</summary>
    Svf,
}

/// <summary>Kinds as they are written in rows, answers and commands.</summary>
public static class AdapterKindNames
{
    /// <summary>The word for a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns><c>lora</c> or <c>svf</c>.</returns>
    public static string NameOf(this AdapterKind kind) => kind == AdapterKind.Svf ? "svf" : "lora";

    /// <summary>Reads a word.</summary>
    /// <param name="name">The word.</param>
    /// <returns>The kind; null for any other word.</returns>
    public static AdapterKind? Parse(string? name) => name switch
    {
        "lora" => AdapterKind.Lora,
        "svf" => AdapterKind.Svf,
        _ => null,
    };
}
