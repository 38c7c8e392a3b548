using System.Globalization;
using T2L.Adapters.Lora;

namespace T2L.Adapters.Export;

/// <summary>Changes the type of an adapter's numbers: rounded to nearest even, refused where they are too large.</summary>
internal static class NumberType
{
    public static LoraAdapter Change(LoraAdapter adapter, TensorDType dtype, List<string> changes)
    {
        var from = adapter.Modules.Values.Select(weights => weights.A.DType).Distinct().Where(stored => stored != dtype).ToArray();
        if (from.Length == 0)
            return adapter;
        var modules = new OrderedDictionary<string, LoraWeights>(StringComparer.Ordinal);
        var lost = 0L;
        foreach (var (path, weights) in adapter.Modules)
        {
            modules.Add(path, new LoraWeights(
                Change(LoraTensorNames.OfA(path), weights.A, dtype, ref lost), Change(LoraTensorNames.OfB(path), weights.B, dtype, ref lost)));
        }

        changes.Add($"{string.Join(", ", from.Select(stored => stored.SafetensorsName()))} numbers are written as {dtype.SafetensorsName()}, rounded to nearest.");
        if (lost > 0)
            changes.Add($"{lost} of {adapter.ParameterCount} numbers are too small for {dtype.SafetensorsName()} and became 0.");
        return new LoraAdapter(adapter.Config, modules);
    }

    private static TensorData Change(string name, TensorData tensor, TensorDType dtype, ref long lost)
    {
        var changed = tensor.To(dtype);
        var overflow = FiniteScan.FirstNotFinite(changed);
        if (overflow >= 0)
        {
            var value = tensor.ToFloats()[overflow].ToString("G6", CultureInfo.InvariantCulture);
            throw new AdapterFormatException(AdapterFormatError.NotFinite,
                $"tensor '{name}' holds {value} at element {overflow}, which {dtype.SafetensorsName()} cannot hold. Export it as bfloat16 or float32.", tensor: name);
        }

        if (!ReferenceEquals(changed, tensor))
            lost += CountNonZero(tensor.ToFloats()) - CountNonZero(changed.ToFloats());
        return changed;
    }

    private static long CountNonZero(float[] values)
    {
        var count = 0L;
        foreach (var value in values)
            count += value != 0 ? 1 : 0;
        return count;
    }
}
