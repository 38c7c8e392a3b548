using T2L.Adapters.Svf;
using T2L.Svf.Serving;
using TorchSharp;

namespace T2L.Training.Evaluation;

/// <summary>A mixed batch of SVF experts as a worker makes it: experts, device, one for each row.</summary>
internal sealed class ServedExperts : IServedBatch
{
    private readonly List<DeviceExpert> _experts;
    private readonly BatchExperts _batch;

    private ServedExperts(List<DeviceExpert> experts, BatchExperts batch) => (_experts, _batch) = (experts, batch);

    /// <summary>How experts are loaded onto the base of these singular vectors.</summary>
    public static Func<IReadOnlyList<SvfExpert>, int, IServedBatch> Loader(ServedDecomposition decomposition) => (experts, rowsEach) => Of(experts, decomposition, rowsEach);

    /// <summary>Gives each expert to that many rows.</summary>
    public static ServedExperts Of(IReadOnlyList<SvfExpert> experts, ServedDecomposition decomposition, int rowsEach)
    {
        var loaded = new List<DeviceExpert>();
        try
        {
            foreach (var expert in experts)
                loaded.Add(DeviceExpert.Load(expert, decomposition));
            return new(loaded, BatchExperts.For([.. loaded.SelectMany(expert => Enumerable.Repeat(expert, rowsEach))])!);
        }
        catch
        {
            loaded.ForEach(expert => expert.Dispose());
            throw;
        }
    }

    public torch.Tensor Input(int layer, string moduleName, torch.Tensor input) => _batch.Input(layer, moduleName, input);

    public torch.Tensor Apply(int layer, string moduleName, torch.Tensor input, torch.Tensor output) => _batch.Apply(layer, moduleName, input, output);

    public void Dispose()
    {
        _batch.Dispose();
        foreach (var expert in _experts)
            expert.Dispose();
    }
}
