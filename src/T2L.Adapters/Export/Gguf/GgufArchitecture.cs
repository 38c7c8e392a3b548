namespace T2L.Adapters.Export.Gguf;

/// <summary>How llama.cpp lays out the linear layers of one model family.</summary>
/// <param name="Name">Its name in <c>general.architecture</c>.</param>
/// <param name="InterleavesRotaryRows">Whether the rows of query and key projections are reordered; see <see cref="RotaryRows"/>.</param>
/// <param name="HasOutputLayer">Whether the output layer can be a tensor of its own.</param>
internal sealed record GgufArchitecture(string Name, bool InterleavesRotaryRows, bool HasOutputLayer)
{
    private static readonly GgufArchitecture Llama = new("llama", InterleavesRotaryRows: true, HasOutputLayer: true);

    private static readonly Dictionary<string, GgufArchitecture> ByModelClass = new(StringComparer.Ordinal)
    {
        ["LlamaForCausalLM"] = Llama,
        ["MistralForCausalLM"] = Llama,
        ["Qwen2ForCausalLM"] = new("qwen2", InterleavesRotaryRows: false, HasOutputLayer: true),
        ["Gemma2ForCausalLM"] = new("gemma2", InterleavesRotaryRows: false, HasOutputLayer: false),
    };

    public static string ModelClasses { get; } = string.Join(", ", ByModelClass.Keys);

    public static GgufArchitecture? Of(string modelClass) => ByModelClass.GetValueOrDefault(modelClass);
}
