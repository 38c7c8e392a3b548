namespace T2L.Cli.Doctor;

/// <summary>One line of the doctor.</summary>
/// <param name="Part">What was looked for.</param>
/// <param name="Ok">Whether it is there and works.</param>
/// <param name="Required">Whether the main job needs it.</param>
/// <param name="Found">What was found, for instance a version or a path.</param>
/// <param name="Remedy">The line that installs or mends it.</param>
internal sealed record Finding(string Part, bool Ok, bool Required, string Found, string Remedy);
