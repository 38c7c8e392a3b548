namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>The names that a state dict needs, and no other.</summary>
internal static class TorchGlobals
{
    private static readonly PickleGlobal[] Allowed =
    [
        new("collections.OrderedDict", PickleGlobalKind.OrderedDict),
        new("torch._utils._rebuild_tensor_v2", PickleGlobalKind.RebuildTensor),
        new("torch._utils._rebuild_parameter", PickleGlobalKind.RebuildParameter),
    ];

    public static PickleGlobal Find(string module, string name, string file)
    {
        if (module == "torch" && TorchStorageType.TryParse(name, out var dtype))
            return new PickleGlobal($"torch.{name}", PickleGlobalKind.Storage, dtype);
        var full = $"{module}.{name}";
        foreach (var global in Allowed)
        {
            // Module and name apart: a dot in the name would walk into attributes.
            if (global.Name == full && !name.Contains('.'))
                return global;
        }

        throw new AdapterFormatException(AdapterFormatError.ForbiddenPickle,
            $"the pickle asks for '{full}'. Only tensors in dictionaries are read, and nothing is ever run.", file);
    }
}
