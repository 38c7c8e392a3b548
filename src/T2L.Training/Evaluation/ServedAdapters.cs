using T2L.Adapters.Lora;
using T2L.Models;
using T2L.Models.Lora;
using TorchSharp;

namespace T2L.Training.Evaluation;

/// <summary>A mixed batch made as a worker makes it: generator, adapter values, device, one adapter for each row.</summary>
internal sealed class ServedAdapters : IServedBatch
{
    private readonly IReadOnlyList<DeviceAdapter> _adapters;
    private readonly IProjectionAdapter _batch;

    private ServedAdapters(IReadOnlyList<DeviceAdapter> adapters, IProjectionAdapter batch) => (_adapters, _batch) = (adapters, batch);

    /// <summary>How adapters are loaded onto a base of these sizes.</summary>
    public static Func<IReadOnlyList<LoraAdapter>, int, IServedBatch> Loader(ModelConfig model) => (adapters, rowsEach) => Of(adapters, model, rowsEach);

    /// <summary>Gives each adapter to that many rows.</summary>
    public static ServedAdapters Of(IReadOnlyList<LoraAdapter> adapters, ModelConfig model, int rowsEach)
    {
        var loaded = adapters.Select(adapter => DeviceAdapter.Load(adapter, model)).ToList();
        return new(loaded, BatchAdapters.For([.. loaded.SelectMany(adapter => Enumerable.Repeat(adapter, rowsEach))])!);
    }

    public torch.Tensor Apply(int layer, string moduleName, torch.Tensor input, torch.Tensor output) => _batch.Apply(layer, moduleName, input, output);

    public void Dispose()
    {
        (_batch as IDisposable)?.Dispose();
        foreach (var adapter in _adapters)
            adapter.Dispose();
    }
}
