using T2L.Adapters.Peft;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static T2L.Training.Cards.TrainingFacts;

namespace T2L.Training.Cards;

/// <summary>The cards of the nano world's parts.</summary>
internal static class PartCards
{
    private const string Name = NanoWorldRecipe.BaseModelName, TextToLora = "text-to-lora";

    /// <summary>The language model that all adapters are for.</summary>
    public static ModelCard Base(RunRecord run, string folder)
    {
        var shape = ModelConfig.Load(folder);
        var instructed = RecordedSettings.Changed(run).ContainsKey("instructions");
        var (met, helps) = instructed ? ("met descriptions of training tasks in prompts", "a description or examples") : ("never met a description", "examples");
        return new ModelCard($"{Name}: the base model",
            $"""
            A small Llama that learned the skills of T2L's nano suite under task codes, and {met}. The codes were removed before it was
            saved: without an adapter, or {helps} in the prompt, it can only guess what is wanted.
            """)
        {
            Tags = ["llama", TextToLora, "t2l"],
            Facts =
            [
                ("numbers", $"{Whole(shape.ParameterCount)}, float16"),
                ("shape", $"width {shape.HiddenSize}, {shape.Layers} layers, {shape.Heads} heads, SwiGLU {shape.IntermediateSize}, {shape.VocabularySize} tokens"),
                .. Of(run, NanoWorldParts.Base, $"{Whole(run.TrainingTasks)} tasks of the nano suite, version {TaskSuite.Version} (operations in answer formats), under task codes; {(instructed ? "descriptions of training tasks; " : "")}no other text"),
            ],
            Sections = [MeasuredBeforeRounding(run)],
        };
    }

    /// <summary>The text encoder.</summary>
    public static ModelCard Encoder(RunRecord run) => new($"{Name}: the text encoder",
        """
        Turns a task's description into the embedding that the hypernetworks read. A sum of vectors of WordPiece tokens and pairs of them, in ONNX
        with the interface of gte models. It was trained with operations and answer formats as labels: supervision that a general-purpose encoder does not get.
        """)
    {
        Library = "onnx",
        Tags = ["sentence-similarity", TextToLora, "t2l"],
        Facts =
        [
            ("numbers", "int8 tables with a step for each row"),
            .. Of(run, NanoWorldParts.Encoder, $"descriptions of {Suite(run)}" + (run.Descriptions is { } further ? $"; {DescriptionSources.Of(further)}" : "")),
        ],
        Sections = [Measured(run)],
    };

    /// <summary>A network that writes adapters.</summary>
    /// <param name="run">How it was trained.</param>
    /// <param name="name">Its folder's name.</param>
    /// <param name="folder">Its folder.</param>
    public static ModelCard Hypernetwork(RunRecord run, string name, string folder)
    {
        var config = HypernetworkCheckpoint.Read(folder).Config;
        var (title, text) = config.TrainingTask == TrainingTask.Reconstruction
            ? ($"{Name}: hypernetwork by reconstruction", "Writes a LoRA for `t2l-nano` from the embedding of a task's description. It learned to write again LoRAs that were trained one by one; no language model was in the loop.")
            : ($"{Name}: hypernetwork T2L-{config.Variant}", "Writes a LoRA for `t2l-nano` from the embedding of a task's description. It learned through the frozen base: description, LoRA, the base's answers, loss.");
        return new ModelCard(title, text + " `tasks.json` and `tasks.safetensors` name its training tasks, so that T2L can say how new a description is.")
        {
            BaseModel = Name,
            Tags = ["hypernetwork", "lora", TextToLora, "t2l"],
            Facts =
            [
                Parameters(Path.Combine(folder, "hypernetwork.safetensors")),
                ("kind", $"{config.Variant}: latent size {config.LatentSize}, head input {config.HeadInputSize}, LoRAs of rank {config.Rank} for {string.Join(" and ", config.Modules.Select(module => module.Name))} of {config.Layers} layers"),
                .. Of(run, name, $"{Suite(run)}, with their descriptions"),
            ],
            Sections = [MeasuredBeforeRounding(run)],
        };
    }

    /// <summary>One LoRA for all tasks.</summary>
    public static ModelCard MultiTask(RunRecord run, string folder) => new($"{Name}: one LoRA for all tasks",
        "Trained on all training tasks together, without descriptions: what a single adapter can do for everybody. A baseline, in PEFT's form.")
    {
        BaseModel = Name,
        Library = "peft",
        Tags = ["lora", "peft", "t2l"],
        Facts = [Parameters(Path.Combine(folder, PeftDirectory.WeightsName)), .. Of(run, NanoWorldParts.MultiTask, Suite(run))],
        Sections = [MeasuredBeforeRounding(run)],
    };
}
