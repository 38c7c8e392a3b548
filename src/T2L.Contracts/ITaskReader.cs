namespace T2L.Contracts;

/// <summary>Reads task descriptions: where a text lies among all tasks, without making an adapter of it.</summary>
public interface ITaskReader
{
    /// <summary>Embeds a description.</summary>
    /// <param name="description">The user's text, as it would be sent to have an adapter made.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Its place.</returns>
    /// <exception cref="InferenceException">The encoder is loading or could not be loaded, or no worker answers.</exception>
    Task<TaskReading> ReadAsync(string description, CancellationToken cancellationToken);
}
