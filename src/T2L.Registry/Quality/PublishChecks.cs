using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Analysis;

namespace T2L.Registry.Quality;

/// <summary>What can be told of an adapter from its numbers alone, without a model.</summary>
public static class PublishChecks
{
    /// <summary>Looks at the numbers and at how strongly they change each matrix.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="maxModuleNorm">The largest change of one matrix that is let pass, as <see cref="ModuleSpectrum.Norm"/> measures it.</param>
    /// <param name="cancellationToken">Stops between two matrices.</param>
    /// <returns>Two checks, <c>finite</c> and <c>norm</c>.</returns>
    public static IReadOnlyList<QualityCheck> Of(AnyAdapter adapter, double maxModuleNorm, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var (place, norm) = AdapterSpectrum.Strongest(adapter, cancellationToken);
        // Finite numbers may overflow in their product.
        var passed = double.IsFinite(norm) && norm <= maxModuleNorm;
        return
        [
            // An adapter that holds others cannot be made or read at all.
            new QualityCheck(QualityCheck.Finite, true, null, null, string.Create(CultureInfo.InvariantCulture, $"All {adapter.ParameterCount:N0} numbers are finite.")),
            new QualityCheck(QualityCheck.Norm, passed, double.IsFinite(norm) ? norm : null, maxModuleNorm, string.Create(CultureInfo.InvariantCulture,
                $"The largest change of a matrix is {norm:g4}, of {place.Path}; at most {maxModuleNorm:g4} is let pass (Registry:MaxModuleNorm).")),
        ];
    }
}
