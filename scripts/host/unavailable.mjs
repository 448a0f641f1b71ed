/** There is no host on this machine, and why. Everything else that goes wrong is a defect. */
export class HostUnavailable extends Error {}
