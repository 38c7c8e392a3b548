namespace T2L.Adapters.Lora;

/// <summary>Names of LoRA tensors in files, as PEFT writes them.</summary>
public static class LoraTensorNames
{
    /// <summary>In front of every module path: PEFT's two wrappers.</summary>
    public const string Prefix = "base_model.model.";

    /// <summary>End of the name of a down factor.</summary>
    public const string EndOfA = ".lora_A.weight";

    /// <summary>End of the name of an up factor.</summary>
    public const string EndOfB = ".lora_B.weight";

    /// <summary>Name of the down factor of a module.</summary>
    /// <param name="modulePath">Path in the base model, for instance <c>model.layers.3.self_attn.q_proj</c>.</param>
    /// <returns>The tensor's name.</returns>
    public static string OfA(string modulePath) => Prefix + modulePath + EndOfA;

    /// <summary>Name of the up factor of a module.</summary>
    /// <param name="modulePath">Path in the base model.</param>
    /// <returns>The tensor's name.</returns>
    public static string OfB(string modulePath) => Prefix + modulePath + EndOfB;

    /// <summary>Reads a tensor's name.</summary>
    /// <param name="name">The name, for instance <c>base_model.model.model.layers.3.self_attn.q_proj.lora_A.weight</c>.</param>
    /// <param name="modulePath">Path in the base model.</param>
    /// <param name="isA">True for the down factor, false for the up factor.</param>
    /// <returns>False when the name is not one of a LoRA tensor.</returns>
    public static bool TryParse(string name, out string modulePath, out bool isA)
    {
        modulePath = "";
        isA = name.EndsWith(EndOfA, StringComparison.Ordinal);
        var known = isA || name.EndsWith(EndOfB, StringComparison.Ordinal);
        if (!known || !name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length <= Prefix.Length + EndOfA.Length)
            return false;
        modulePath = name[Prefix.Length..^EndOfA.Length];
        return true;
    }

    /// <summary>The last part of a module path: <c>q_proj</c>.</summary>
    /// <param name="modulePath">Path in the base model.</param>
    /// <returns>What follows the last dot.</returns>
    public static string ModuleName(string modulePath) => modulePath[(modulePath.LastIndexOf('.') + 1)..];
}
