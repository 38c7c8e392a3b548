namespace T2L.Contracts;

/// <summary>With an adapter the model's output is infinite or not a number: its bytes are whole, and it is of no use.</summary>
/// <param name="message">What was looked at and found.</param>
public sealed class AdapterBreaksModelException(string message) : InferenceException(InferenceError.AdapterDamaged, message);
