namespace T2L.Adapters.Export;

/// <summary>Programs that serve LoRA adapters, each with its own reading of a PEFT folder.</summary>
public enum Server
{
    /// <summary>The PEFT library: what it writes is the reference.</summary>
    Peft,

    /// <summary>vLLM.</summary>
    Vllm,

    /// <summary>LoRAX; Text Generation Inference reads adapters by the same code.</summary>
    Lorax,

    /// <summary>llama.cpp, which reads adapters from GGUF files.</summary>
    LlamaCpp,

    /// <summary>SGLang.</summary>
    SgLang,
}
