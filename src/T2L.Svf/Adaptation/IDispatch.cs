namespace T2L.Svf.Adaptation;

/// <summary>How a first pass asks which expert a request needs, and how its answer is read (Transformer², arXiv:2501.06252, section 3.3).</summary>
public interface IDispatch
{
    /// <summary>What stands in front of the request, as a system message; null where the request is asked as it is.</summary>
    string? Instructions { get; }

    /// <summary>Tokens of the first pass at most.</summary>
    int MaxTokens { get; }

    /// <summary>Everything that an answer's meaning follows from; part of the key under which a choice is remembered.</summary>
    string Identity { get; }

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">What the model said.</param>
    /// <returns>A label, or <see cref="Skill.Other"/>.</returns>
    string Read(string answer);
}
