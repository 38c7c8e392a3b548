using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Serving;
using T2L.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Serving;

public sealed class ServedDecompositionTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly Transformer _network;
    private readonly StoredDecomposition _stored;
    private readonly ServedDecomposition _served;

    public ServedDecompositionTests()
    {
        TinyModel.Write(_folder.File("base"));
        new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = _folder.File("base"), Output = _folder.File("svd") });
        _stored = StoredDecomposition.Open(_folder.File("svd"));
        _network = LanguageModel.LoadNetwork(_folder.File("base"), ModelConfig.Load(_folder.File("base")));
        _served = new ServedDecomposition(_stored, _network);
    }

    public void Dispose()
    {
        _served.Dispose();
        _stored.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Vectors_are_read_before_the_device_is_asked_once_a_matrix()
    {
        var jobs = new List<Action>();
        await _served.PrepareAsync(Expert(1), Run);
        // Whoever reads them again finds no numbers.
        foreach (var matrix in _stored.Manifest.Matrices)
            TinyBase.FillWithNaN(_folder.File(Path.Combine("svd", matrix.FileName)));

        await _served.PrepareAsync(Expert(2), Run);
        using var loaded = DeviceExpert.Load(Expert(2), _served);

        Assert.Equal(_stored.Manifest.Matrices.Count, jobs.Count);
        Assert.True(loaded.Bytes > 0);

        Task Run(Action job)
        {
            jobs.Add(job);
            job();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_damaged_matrix_is_refused_without_asking_the_device_for_it()
    {
        var jobs = 0;
        _stored.Verify();
        TinyBase.FillWithNaN(_folder.File(Path.Combine("svd", _stored.Manifest.Matrices[1].FileName)));

        await Assert.ThrowsAsync<Adapters.AdapterFormatException>(() => _served.PrepareAsync(Expert(1), job =>
        {
            jobs++;
            job();
            return Task.CompletedTask;
        }));

        Assert.Equal(1, jobs);
        // And the next one may try again.
        await Assert.ThrowsAsync<Adapters.AdapterFormatException>(() => _served.PrepareAsync(Expert(1), _ => Task.CompletedTask));
    }

    [Fact]
    public void What_goes_to_another_device_is_freed_where_it_was_and_lives_on_there()
    {
        var read = new ServedBasis(SvfSide.U, ones(4, 4), ones(4));

        using var kept = read.To(new Device(DeviceType.META)); // the one other device that every machine has

        Assert.Equal((DeviceType.META, DeviceType.META), (kept.Vectors.device_type, kept.BiasShares!.device_type));
        Assert.Equal([4, 4], kept.Vectors.shape);
        Assert.Throws<InvalidOperationException>(() => read.Vectors.shape);
        Assert.Throws<InvalidOperationException>(() => read.BiasShares!.shape);
    }

    [Fact]
    public void Many_threads_may_bring_experts_and_count_their_memory()
    {
        var expected = _stored.Manifest.Matrices.Sum(matrix => matrix.Rank * matrix.Rank) * sizeof(float);

        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using var expert = DeviceExpert.Load(Expert(i), _served);
            Assert.InRange(_served.Bytes, 1, expected);
            BatchExperts.For([expert, null])!.Dispose();
        });

        Assert.Equal(expected, _served.Bytes);
    }

    private SvfExpert Expert(int seed) => TinyBase.Expert(_stored.Manifest, (matrix, i) => seed + matrix + (0.1f * i));
}
