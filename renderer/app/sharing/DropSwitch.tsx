// A switch of the drop zone, where room is short.
import { SwitchField, type SwitchFieldProps } from '../ui/SwitchField';

export const DropSwitch = (props: SwitchFieldProps) => <SwitchField {...props} isSmall />;
