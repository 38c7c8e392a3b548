using T2L.Adapters.Analysis;
using T2L.Adapters.Lora;
using T2L.Adapters.Svf;

namespace T2L.Adapters.Tests.Analysis;

public sealed class AdapterSpectrumTests
{
    [Theory]
    [InlineData(1, 5, 3)]
    [InlineData(4, 24, 16)]
    [InlineData(8, 33, 40)]
    [InlineData(12, 9, 40)] // more rank than rows
    public void Norms_and_singular_values_are_those_of_the_whole_matrix(int rank, int rows, int columns)
    {
        var lora = RandomAdapters.Lora(7, rank, rows, columns);
        var spectrum = AdapterSpectrum.Of(new AnyAdapter(lora));

        foreach (var module in spectrum.Modules)
        {
            var delta = Dense.Delta(lora.Modules[module.Place.Path], lora.Config.Scaling);
            var expected = Dense.SingularValues(delta).Take(rank).ToArray();
            Assert.Equal(Dense.Norm(delta), module.Norm, 1e-9 * Dense.Norm(delta));
            Assert.Equal(Math.Min(rank, Math.Min(rows, columns)), module.Values.Count);
            // The squares are what is computed, so a small value is known to half the digits of the largest.
            Assert.All(expected.Take(module.Values.Count).Zip(module.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-7 * expected[0]));
        }

        Assert.Equal(Math.Sqrt(spectrum.Modules.Sum(module => module.Norm * module.Norm)), spectrum.Norm, 1e-12);
    }

    [Fact]
    public void Factors_that_repeat_themselves_have_that_many_directions_less()
    {
        var one = RandomAdapters.Lora(3, 1, 20, 20).Modules.Values.First();
        var twice = new LoraWeights(
            TensorData.FromFloats([.. one.A.ToFloats(), .. one.A.ToFloats(), .. new float[20]], 3, 20),
            TensorData.FromFloats([.. one.B.ToFloats().SelectMany(x => new[] { x, x, x })], 20, 3));
        var lora = new LoraAdapter(new LoraConfig { Rank = 3, Alpha = 3, TargetModules = ["q_proj"] }, new Dictionary<string, LoraWeights> { ["layers.0.q_proj"] = twice });

        var values = AdapterSpectrum.Of(new AnyAdapter(lora)).Modules[0].Values;

        Assert.Equal(Dense.Norm(Dense.Delta(twice, 1)), values[0], 1e-7 * values[0]);
        Assert.All(values.Skip(1), value => Assert.InRange(value, 0, 1e-6 * values[0]));
    }

    [Fact]
    public void An_adapter_that_changes_nothing_has_zeros()
    {
        var nothing = new LoraWeights(TensorData.FromFloats(new float[8], 2, 4), TensorData.FromFloats(new float[6], 3, 2));
        var lora = new LoraAdapter(new LoraConfig { Rank = 2, Alpha = 4, TargetModules = ["q_proj"] }, new Dictionary<string, LoraWeights> { ["layers.0.q_proj"] = nothing });

        var spectrum = AdapterSpectrum.Of(new AnyAdapter(lora));

        Assert.Equal([0.0, 0.0], spectrum.Modules[0].Values);
        Assert.Equal(0, spectrum.Norm);
    }

    [Fact]
    public void Scaling_and_sign_of_alpha_do_what_they_do_to_the_matrix()
    {
        var lora = RandomAdapters.Lora(5, 4, 12, 12, alpha: -8);
        var (module, values) = (lora.Modules.First(), AdapterSpectrum.Of(new AnyAdapter(lora)).Modules[0].Values);

        Assert.Equal(Dense.SingularValues(Dense.Delta(module.Value, -2))[0], values[0], 1e-7 * values[0]);
    }

    [Fact]
    public void Modules_say_their_layer()
    {
        Assert.Equal(new ModulePlace("model.layers.13.self_attn.q_proj", 13, "q_proj"), ModulePlace.Of("model.layers.13.self_attn.q_proj"));
        Assert.Equal(new ModulePlace("lm_head", null, "lm_head"), ModulePlace.Of("lm_head"));
    }

    [Fact]
    public void Gates_that_are_all_alike_change_nothing()
    {
        var manifest = new SvfManifest { BaseModel = "nano", BaseDigest = Digest.Of("b"u8), DecompositionDigest = Digest.Of("d"u8), Origin = new SvfOrigin("test", new Dictionary<string, string>()), Targets = ["gate_proj"] };
        var expert = new SvfExpert(manifest, new Dictionary<string, TensorData>
        {
            ["model.layers.0.mlp.gate_proj.weight"] = TensorData.FromFloats([0.5f, 0.5f, 0.5f], 3),
            ["model.layers.1.mlp.gate_proj.weight"] = TensorData.FromFloats([0, 0, (float)Math.Log(3)], 3), // gates 1/2, 1/2, 3/4
        });

        var spectrum = AdapterSpectrum.Of(new AnyAdapter(expert));

        Assert.Equal(0, spectrum.Modules[0].Norm, 1e-12);
        Assert.Equal("model.layers.1.mlp.gate_proj", spectrum.Modules[1].Place.Path);
        Assert.Equal([2 / 7.0, 1 / 7.0, 1 / 7.0], spectrum.Modules[1].Values, new Near(1e-6));
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
