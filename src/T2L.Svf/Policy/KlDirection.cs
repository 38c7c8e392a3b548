namespace T2L.Svf.Policy;

/// <summary>Which divergence holds an expert near its base.</summary>
public enum KlDirection
{
    /// <summary>KL(base ‖ adapted), as the official code computes it: the adapted model must not rule out what the base would say.</summary>
    BaseToAdapted,

    /// <summary>KL(adapted ‖ base), as the paper writes it: the adapted model must not say what the base would not.</summary>
    AdaptedToBase,
}
