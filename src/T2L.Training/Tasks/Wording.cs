namespace T2L.Training.Tasks;

/// <summary>Which wordings a description is drawn from.</summary>
public enum Wording
{
    /// <summary>Training frames and training phrases.</summary>
    Training,

    /// <summary>Test frames and reserved phrases: neither the sentence nor the phrases in it were met in training.</summary>
    Unseen,
}
