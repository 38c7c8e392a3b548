using System.ComponentModel.DataAnnotations;
using T2L.Contracts.Configuration;

namespace T2L.Worker.Serving;

/// <summary>Section <c>Inference</c>: what answers prompts.</summary>
public sealed class InferenceOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Inference";

    /// <summary>Where to compute: <c>auto</c> (default), <c>cpu</c> or <c>cuda:N</c>.</summary>
    [RegularExpression("auto|cpu|cuda(:[0-9]{1,2})?", ErrorMessage = "auto, cpu or cuda:N")]
    public string Device { get; set; } = "auto";

    /// <summary>
    /// Number format to compute in: <c>auto</c> (default: that of the files on a GPU, float32 on the CPU), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>.
    /// </summary>
    [OneOf("auto", "float32", "bfloat16", "float16", ErrorMessage = "auto, float32, bfloat16 or float16")]
    public string Precision { get; set; } = "auto";

    /// <summary>
    /// What turns a user's message into a prompt: <c>auto</c> (default: the base model's own chat template where it has one), <c>none</c>,
    /// one of the templates that Text-to-LoRA's checkpoints were trained with, or the path of a <c>.jinja</c> file.
    /// </summary>
    [RegularExpression(@"auto|none|t2l-mistral|t2l-llama-3|t2l-gemma-2|.+\.jinja",
        ErrorMessage = "auto, none, t2l-mistral, t2l-llama-3, t2l-gemma-2 or the path of a .jinja file")]
    public string ChatTemplate { get; set; } = "auto";

    /// <summary>Directory of the base model. Default models/nano/base.</summary>
    [Required(ErrorMessage = "the directory of a base model")]
    public string BaseModel { get; set; } = "models/nano/base";

    /// <summary>
    /// Directory of the base model's decomposition, which SVF experts need. Empty (default): the folder <c>svf</c> in the base model's
    /// directory or beside it; without one, experts are refused.
    /// </summary>
    public string Decomposition { get; set; } = "";

    /// <summary>Adapters kept on the device at once. Default 64; each costs about 7 MB at rank 8 on a 7B model in bf16.</summary>
    [Range(1, 4096)]
    public int MaxResidentAdapters { get; set; } = 64;
}
