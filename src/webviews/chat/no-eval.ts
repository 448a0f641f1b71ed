import * as z from 'zod';

// zod otherwise tries whether it may compile code, which the content security policy reports. Loaded before any schema.
z.config({ jitless: true });
