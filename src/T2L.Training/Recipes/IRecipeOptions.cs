namespace T2L.Training.Recipes;

/// <summary>What the settings of all recipes have in common.</summary>
public interface IRecipeOptions
{
    /// <summary>Folder that receives the result.</summary>
    string Output { get; }

    /// <summary>Folder of checkpoints and logs; null for <c>&lt;Output&gt;.work</c>.</summary>
    string? Work { get; }

    /// <summary>Refuses settings that no run can use, before one begins.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message names it.</exception>
    void Validate();
}

/// <summary>What follows from them.</summary>
internal static class RecipeOptions
{
    /// <summary>Where a run keeps its checkpoints and logs.</summary>
    public static string WorkFolder(this IRecipeOptions options) => options.Work ?? options.Output.TrimEnd('/') + ".work";
}
