using T2L.Benchmarks.Decode;

namespace T2L.Benchmarks.Experts;

/// <summary>What a step of a batch with experts and LoRAs cannot do without, beside what the base does.</summary>
internal static class ExpertFloor
{
    /// <param name="shape">Model and batch.</param>
    /// <param name="mix">The adapters.</param>
    /// <param name="loraNumbers">Numbers in one LoRA.</param>
    public static DecodeFloor Of(DecodeShape shape, AdapterMix mix, long loraNumbers)
    {
        var basic = DecodeFloor.Of(shape, 0, 0);
        // One side of gate, up and down is [k, k], k = hidden: read once a step, multiplied twice for each row.
        double vectors = mix.Experts == 0 ? 0 : 3.0 * shape.Config.Layers * shape.Config.HiddenSize * shape.Config.HiddenSize;
        double own = (double)mix.Loras * loraNumbers;
        return new DecodeFloor(basic.Bytes + (sizeof(float) * (vectors + own)), basic.Operations + (2 * ((2 * vectors * mix.Experts) + own)));
    }
}
