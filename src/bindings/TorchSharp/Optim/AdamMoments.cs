using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The running means that Adam keeps for one parameter.</summary>
internal sealed class AdamMoments : IDisposable
{
    public long Step { get; set; }

    public Tensor? First { get; private set; }

    public Tensor? Second { get; private set; }

    /// <summary>The largest second moment so far; kept for amsgrad only.</summary>
    public Tensor? MaximalSecond { get; private set; }

    private IEnumerable<Tensor> All => new[] { First, Second, MaximalSecond }.OfType<Tensor>();

    public void Initialize(Parameter parameter, bool amsgrad)
    {
        Dispose();
        Step = 0;
        First = Zeros(parameter);
        Second = Zeros(parameter);
        MaximalSecond = amsgrad ? Zeros(parameter) : null;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Step);
        foreach (var tensor in All) TensorStream.Write(writer, tensor);
    }

    public void Load(BinaryReader reader)
    {
        Step = reader.ReadInt64();
        foreach (var tensor in All) TensorStream.ReadInto(reader, tensor);
    }

    public void CopyFrom(AdamMoments source)
    {
        Step = source.Step;
        foreach (var (target, value) in All.Zip(source.All)) target.copy_(value);
    }

    public void MoveTo(Device device)
    {
        foreach (var tensor in All)
        {
            using var moved = tensor.to(device);
            tensor.SetData(moved);
        }
    }

    public bool ApproximatelyEquals(AdamMoments other) =>
        Step == other.Step && All.Count() == other.All.Count() && All.Zip(other.All).All(pair => pair.First.allclose(pair.Second));

    public void Dispose()
    {
        foreach (var tensor in All) tensor.Dispose();
    }

    // Outlives every scope that is open while the optimizer is made.
    private static Tensor Zeros(Parameter parameter)
    {
        using var noGrad = no_grad();
        return parameter.zeros_like().DetachFromDisposeScope();
    }
}
