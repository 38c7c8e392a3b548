using T2L.Adapters.Svf;

namespace T2L.Adapters.Tests.Svf;

/// <summary>Experts of a base with two layers: gate and up of shape [20, 8], down of shape [8, 20].</summary>
internal static class SmallExperts
{
    public const int Rank = 8;

    public static readonly Digest Base = Digest.Of("base"u8);

    public static DecompositionManifest Decomposition(string targets = "mlp", int layers = 2, string seed = "svd")
    {
        var modules = SvfTargets.Parse(targets);
        return new("tiny", Base, modules, TensorDType.F32, Enumerable.Range(0, layers).SelectMany(layer => modules.Select(module =>
        {
            var (rows, columns) = module == "down_proj" ? (8, 20) : module.Length == "q_proj".Length ? (8, 8) : (20, 8);
            return new SvfMatrix(new(layer, module), rows, columns, Digest.Of(System.Text.Encoding.UTF8.GetBytes($"{seed} {layer} {module}")));
        })));
    }

    public static SvfManifest Manifest(string targets = "mlp") => new()
    {
        BaseModel = "tiny",
        BaseDigest = Base,
        DecompositionDigest = Decomposition(targets).Digest,
        Targets = SvfTargets.Parse(targets),
        Label = "math",
        Origin = new SvfOrigin("reinforce", new Dictionary<string, string> { ["seed"] = "0", ["iterations"] = "200" }),
    };

    public static Dictionary<string, TensorData> Vectors(string targets = "mlp", int layers = 2, TensorDType dtype = TensorDType.F32, float first = 0.1f) =>
        Enumerable.Range(0, layers).SelectMany(layer => SvfTargets.Parse(targets).Select(module => new SvfMatrixName(layer, module).Value))
            .Select((name, i) => KeyValuePair.Create(name, TensorData.FromFloats([.. Enumerable.Range(0, Rank).Select(k => first + (0.01f * i) - (0.003f * k))], Rank).To(dtype)))
            .ToDictionary();

    public static SvfExpert Expert(string targets = "mlp") => new(Manifest(targets), Vectors(targets));
}
